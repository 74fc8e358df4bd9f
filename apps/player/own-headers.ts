import { shown } from '../../model/http/shown-text';
import type { HeaderLine } from '../../model/http/headers';
import { maxSegment, policySegment } from '../../model/lab/policies/policy-segment';
import type { Policy } from '../../model/lab/policies/policy';
import { maxLines, whyNoName, whyNoValue, whyNotSent } from '../../model/lab/policies/refuse-header';

interface Line {
  /** From 1 on, as the person counts. */
  readonly number: number;
  readonly text: string;
}

function linesIn(text: string): Line[] {
  return text
    .split('\n')
    .map((line, index) => ({ number: index + 1, text: line.trim() }))
    .filter((line) => line.text !== '');
}

function split(line: string): HeaderLine {
  const colon = line.indexOf(':');
  return [line.slice(0, colon).trim(), line.slice(colon + 1).trim()];
}

/** The policy that answers with the lines of a text, as far as they are header lines. */
export function policyOfLines(text: string): Policy {
  const lines = linesIn(text).filter((line) => line.text.includes(':'));
  return { title: 'headers of your own', headers: lines.map((line) => split(line.text)) };
}

const maxShown = 60;

function faultOf({ number, text }: Line): string | undefined {
  const at = `Line ${number}`;
  if (!text.includes(':')) return `${at}, “${shown(text, maxShown)}”, has no colon: write it as Name: value.`;
  const [name, value] = split(text);
  const ofName = whyNoName(name) ?? whyNotSent(name);
  if (ofName !== undefined) return `${at}: “${shown(name, maxShown)}” ${ofName}.`;
  const ofValue = whyNoValue(value);
  return ofValue === undefined ? undefined : `${at}: the value of ${name} ${ofValue}.`;
}

/** What is wrong with header lines, and what to do; null if a CDN sends them as they are. */
export function findFault(text: string): string | null {
  const lines = linesIn(text);
  const fault = lines.map(faultOf).find((each) => each !== undefined);
  if (fault !== undefined) return fault;
  if (lines.length > maxLines)
    return `There are ${lines.length} lines; leave out all but ${maxLines} of them.`;
  return policySegment(policyOfLines(text)).length > maxSegment + 1
    ? 'The lines are too long for the address of a song: leave some out.'
    : null;
}
