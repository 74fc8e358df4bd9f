import { InvalidArgumentError, Option, type Command } from 'commander';
import type { HeaderLine } from '../../model/http/headers';
import type { LoaderName } from '../../model/lab/loaders/loaders';
import type { RemoteBrowserName } from '../browsers/drivers/webdriver/remote-browsers';
import { failures, type Failure } from '../check/gate/failures';
import type { Expectation } from '../check/gate/expectation';
import { oneOf } from './choice';
import { parseFileName, reportOption } from './options';

/** What `check` is told for continuous integration. */
interface GateOptions {
  readonly from?: string;
  readonly init?: true;
  readonly expect?: Expectation;
  readonly failOn: readonly Failure[];
  readonly baseline?: string;
  readonly writeBaseline?: string;
  readonly junit?: string;
  readonly markdown?: string;
  /** Standard output, or a file. */
  readonly json?: string | true;
}

/** All that `check` is told. */
export interface CheckCommandOptions extends GateOptions {
  readonly page: readonly string[];
  readonly pageUrl?: string;
  readonly pageAddressSpace?: 'public';
  readonly browser: readonly RemoteBrowserName[];
  readonly loader?: readonly LoaderName[];
  readonly allLoaders?: true;
  readonly header: readonly HeaderLine[];
  /** Names and values. */
  readonly cookie?: readonly HeaderLine[];
  readonly storageState?: string;
  readonly csp?: string;
  readonly coep?: string;
  /** Seconds. */
  readonly timeout: number;
  /** Undefined leaves it to how many loads there are. */
  readonly maxRequests: number | undefined;
  readonly maxDirect: number;
  readonly server?: string;
  readonly config?: string;
  readonly prove: boolean;
}

function expectation(text: string): Expectation {
  const { readExpectation } =
    require('../check/gate/expectation') as typeof import('../check/gate/expectation');
  const read = readExpectation(text);
  if (typeof read === 'string') throw new InvalidArgumentError(`${read}.`);
  return read;
}

function failOn(text: string): Failure[] {
  const names = text.split(',').map((name) => name.trim());
  if (names.length === 1 && names[0] === 'never') return [];
  if (names.length === 1 && names[0] === 'any') return [...failures];
  return names.map(oneOf(failures));
}

function jsonFile(name: string): string {
  // Without a file, the URL may come behind it.
  if (/^https?:/i.test(name))
    throw new InvalidArgumentError('a URL is no file: put --json behind it, or write --json=-.');
  return parseFileName(name);
}

/** Adds what continuous integration needs to the command. */
export const addGateOptions = (command: Command): Command =>
  command
    .addOption(
      reportOption(
        '--from <file>',
        'check what this file says; without a URL, earshot.config.{ts,mjs,json} of this folder',
      ).conflicts('init'),
    )
    .option(
      '--init',
      'write earshot.config.mjs to begin with, for the URL and the pages that are given; nothing is overwritten',
    )
    .addOption(
      new Option(
        '--expect <outcome>',
        'what has to come, by the first --loader: readable, opaque, blocked, or with a reason, blocked:csp',
      ).argParser(expectation),
    )
    .addOption(
      new Option(
        '--fail-on <what>',
        `which of what came otherwise ends with 1, separated by commas: ${failures.join(', ')}; or never`,
      )
        .argParser(failOn)
        .default([...failures], 'any'),
    )
    .addOption(
      reportOption(
        '--baseline <file>',
        'fail on what is not in it: a --write-baseline, or an earlier --json',
      ),
    )
    .addOption(
      reportOption(
        '--write-baseline <file>',
        'write what is otherwise than expected, to be known from now on',
      ),
    )
    .addOption(new Option('--json [file]', 'as JSON, to standard output or into a file').argParser(jsonFile))
    .addOption(reportOption('--junit <file>', 'write a JUnit report; - for standard output'))
    .addOption(
      reportOption('--markdown <file>', 'write counts and causes as Markdown; - for standard output'),
    );
