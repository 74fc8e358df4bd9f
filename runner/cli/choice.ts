import { InvalidArgumentError } from 'commander';
import { shown } from '../../model/http/shown-text';
import { meant } from '../given/nearest';

/**
 * Parses an option's value that is one of a few names.
 * @throws InvalidArgumentError with the nearest of them, and all
 */
export const oneOf =
  <N extends string>(names: readonly N[]) =>
  (typed: string): N => {
    const found = names.find((name) => name === typed);
    if (found !== undefined) return found;
    throw new InvalidArgumentError(`It is none of ${names.join(', ')}.${meant(shown(typed), names)}`);
  };
