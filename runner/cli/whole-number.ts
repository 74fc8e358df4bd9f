import { InvalidArgumentError } from 'commander';

interface Range {
  readonly from: number;
  readonly to?: number;
}

/** Parses an option's whole number in decimal digits. @throws InvalidArgumentError that says what is wanted */
export const wholeNumber =
  ({ from, to = Number.MAX_SAFE_INTEGER }: Range) =>
  (text: string): number => {
    const number = /^\d{1,16}$/.test(text) ? Number(text) : Number.NaN;
    if (number >= from && number <= to) return number;
    const end = to === Number.MAX_SAFE_INTEGER ? 'on' : `to ${to}`;
    throw new InvalidArgumentError(`want a whole number from ${from} ${end}.`);
  };
