import { z } from 'zod';
import { headerNameText, headerValueTexts, policyText } from '../http/header-text';

/** One header line as JSON: `[name, value]`. */
export const headerLine = z.tuple([z.string(), z.string()]).readonly();

export const headerName = z.string().regex(headerNameText.pattern, headerNameText.words);

const [line, bytes] = headerValueTexts;
export const headerValue = z.string().regex(line.pattern, line.words).regex(bytes.pattern, bytes.words);

export const policyValue = z.string().regex(policyText.pattern, policyText.words);
