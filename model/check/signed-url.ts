import type { Url } from '../http/url';

/** Parameters that sign a URL, or say until when it is valid: those of S3, GCS, Azure, CloudFront, Akamai, nginx and players. */
const signing =
  'x-(amz|goog)-[a-z-]+|signature|sig|token|access_token|policy|expires?|exp|key-pair-id|hmac|hdn[a-z]+|md5|verify|jwt|se';
const signedUrl = new RegExp(`[?&](${signing})=`, 'i');
const signingName = new RegExp(`^(${signing})$`, 'i');

/** Whether a URL is signed: any change of its query may spoil it. */
export const isSigned = ({ href }: Url): boolean => signedUrl.test(href);

/** Whether a parameter of this name signs a URL, or says until when it is valid: it has another value each time. */
export const isSigningField = (name: string): boolean => signingName.test(name);

const parameter = ({ href }: Url, name: string): string | undefined =>
  new RegExp(`[?&]${name}=([^&]*)`, 'i').exec(href)?.[1];

/** Of `20260131T120000Z`, as S3 and GCS write it: milliseconds since 1970; NaN if it is none. */
const compactTime = (text: string): number =>
  Date.parse(text.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));

/** When a signed URL ends to be valid, as its query says, in milliseconds since 1970; null if it does not say. */
export function expiryOf(url: Url): number | null {
  const seconds = parameter(url, 'expires?') ?? parameter(url, 'exp');
  if (seconds !== undefined && /^\d{9,11}$/.test(seconds)) return Number(seconds) * 1_000;
  const [signed, valid] = [parameter(url, 'x-(?:amz|goog)-date'), parameter(url, 'x-(?:amz|goog)-expires')];
  const end =
    signed !== undefined && valid !== undefined
      ? compactTime(signed) + Number(valid) * 1_000
      : Date.parse(parameter(url, 'se')?.replaceAll('%3A', ':') ?? '');
  return Number.isNaN(end) ? null : end;
}
