import { InvalidArgumentError, Option, type Command } from 'commander';
import { engineNames } from '../../model/evidence/engine';
import type { HeaderLine } from '../../model/http/headers';
import { loaderNames, type LoaderName } from '../../model/lab/loaders/loaders';
import { whatItIs } from '../given/told-apart';
import { addressSpaces } from '../../model/standards/ip-address-space';
import {
  localNetworkPermissions,
  type LocalNetworkPermission,
} from '../../model/standards/local-network-permission';
import { userActivations } from '../../model/standards/user-activation';
import { oneOf } from './choice';
import { helpAfter } from './help-after';
import { parseFileName } from './options';
import { predictableLoaders } from '../../model/lab/loaders/predictable-loaders';
import type { PredictOptions } from './predict-action';
import { runCommand } from './run-command';
import { mayRepeat } from './strict-options';

/** What an exchange file says itself. */
const ofOneLoad = [
  ...['page', 'loader', 'url', 'response', 'status', 'preflight', 'preflightStatus', 'redirect', 'method'],
  ...['header', 'headers', 'csp', 'coep', 'sandbox'],
  ...['muted', 'userActivation', 'allow', 'permissionsPolicy'],
  ...['pageAddressSpace', 'permission', 'cdnAddressSpace', 'targetAddressSpace'],
];

function loaderName(typed: string): LoaderName {
  if ((loaderNames as readonly string[]).includes(typed) && !(predictableLoaders as string[]).includes(typed))
    throw new InvalidArgumentError(
      'it makes several requests, or does not play. "npx earshot explain" and "npx earshot run" know it.',
    );
  try {
    return oneOf(predictableLoaders)(typed);
  } catch (error) {
    throw new InvalidArgumentError(`${(error as Error).message} "npx earshot list --loaders" explains them.`);
  }
}

export function headerLine(line: string, lines: readonly HeaderLine[] = []): HeaderLine[] {
  const [, name, value] = /^([^:\s]+):[\t ]*(.*)$/s.exec(line) ?? [];
  if (name === undefined || value === undefined) {
    throw new InvalidArgumentError(`want "Name: value". ${whatItIs(line, 'header line') ?? ''}`.trimEnd());
  }
  return [...lines, [name, value]];
}

/** A schema's word on an option's value. @throws InvalidArgumentError that says what is wrong with it */
function check(schema: 'answerLine' | 'policyValue', value: unknown): void {
  const { schemas } = require('./predict-action') as typeof import('./predict-action');
  const { error } = schemas[schema].safeParse(value);
  if (error) throw new InvalidArgumentError(`it ${error.issues[0]!.message}.`);
}

/** One that a server sends, which script need not. */
function serverLine(line: string, lines?: readonly HeaderLine[]): HeaderLine[] {
  const all = headerLine(line, lines);
  check('answerLine', all.at(-1));
  return all;
}

function redirectUrl(url: string, urls: readonly string[]): string[] {
  check('answerLine', ['Location', url]);
  return [...urls, url];
}

export function pagePolicy(value: string): string {
  check('policyValue', value);
  return value;
}

function permission(
  name: string,
  names: readonly LocalNetworkPermission[] = [],
): readonly LocalNetworkPermission[] {
  return [...names, oneOf(localNetworkPermissions)(name)];
}

function statusCode(text: string): number {
  const status = /^\d{3}$/.test(text) ? Number(text) : Number.NaN;
  if (status >= 200 && status <= 599) return status;
  throw new InvalidArgumentError('want 200 to 599.');
}

export function addPredictCommand(program: Command): void {
  program
    .command('predict')
    .description(
      'predict a load from the standards, without a browser: the reason, what browsers write, and the fix',
    )
    .option('--page <origin>', "the page's origin, such as https://app.example; null for an opaque one")
    .addOption(
      new Option('--loader <name>', 'how the page loads; "npx earshot list --loaders" explains the names')
        .argParser(loaderName)
        .default('audio-anonymous'),
    )
    .option('--url <url>', 'what it loads')
    .addOption(
      mayRepeat(new Option('--response <line>', "a header line of the CDN's answer (may be given again)"))
        .argParser(serverLine)
        .default([], 'none'),
    )
    .option('--status <code>', "the status of the CDN's answer", statusCode, 200)
    .addOption(
      mayRepeat(
        new Option(
          '--preflight <line>',
          'a header line of the answer to a preflight, if it differs from --response (may be given again)',
        ),
      ).argParser(serverLine),
    )
    .option('--preflight-status <code>', 'its status', statusCode)
    .addOption(
      mayRepeat(
        new Option(
          '--redirect <url>',
          'the CDN redirects there with the headers of --response (may be given again)',
        ),
      )
        .argParser(redirectUrl)
        .default([], 'none'),
    )
    .addOption(
      new Option(
        '--headers <file>',
        'the answers instead, as "curl -sIL URL" prints them, redirects in a row (- for standard input)',
      )
        .argParser(parseFileName)
        .conflicts(['response', 'status', 'redirect']),
    )
    .option('--muted', 'the element is muted')
    .option('--method <method>', 'the method of a fetch')
    .addOption(
      mayRepeat(
        new Option('--header <line>', 'a header line that script adds to a fetch (may be given again)'),
      )
        .argParser(headerLine)
        .default([], 'none'),
    )
    .option('--csp <policy>', "the page's Content-Security-Policy", pagePolicy)
    .option('--coep <policy>', "the page's Cross-Origin-Embedder-Policy", pagePolicy)
    .option('--sandbox [flags]', 'the page is in a sandboxed frame with these flags')
    .addOption(
      new Option(
        '--user-activation <where>',
        'where a person has clicked: nowhere yet, in the page around the frame that the page is in, or in the page, which is so unless said',
      ).choices(userActivations),
    )
    .option('--allow <features>', 'the allow attribute of that frame, such as autoplay', pagePolicy)
    .option('--permissions-policy <policy>', "the page's Permissions-Policy, for its autoplay", pagePolicy)
    .addOption(
      new Option(
        '--page-address-space <space>',
        'where the page came from; public, unless its origin says otherwise',
      ).choices(addressSpaces),
    )
    .addOption(
      mayRepeat(
        new Option(
          '--permission <name>',
          `what the person permits the page: ${localNetworkPermissions.join(', ')} (may be given again)`,
        ),
      ).argParser(permission),
    )
    .addOption(
      new Option('--cdn-address-space <space>', 'where the CDN is; what its URL says, if not given').choices(
        addressSpaces,
      ),
    )
    .addOption(
      new Option('--target-address-space <space>', 'the targetAddressSpace of a fetch').choices(
        addressSpaces,
      ),
    )
    .addOption(
      new Option(
        '--exchange <file>',
        'predict every case of an exchange file (JSON; - for standard input) instead',
      )
        .argParser(parseFileName)
        .conflicts(ofOneLoad),
    )
    .addOption(
      new Option(
        '--engine <name>',
        'as the standards have it, or as one engine does it, with its known quirks',
      )
        .argParser(oneOf(['standard', ...engineNames]))
        .default('standard'),
    )
    .option('--json', 'as JSON')
    .addHelpText(
      'after',
      helpAfter(
        [
          `npx earshot predict --page https://app.example --url https://cdn.example/song.mp3 \\
  --response 'Access-Control-Allow-Origin: *' --loader audio-use-credentials`,
          `curl -sIL -H 'Origin: https://app.example' https://cdn.example/song.mp3 |
  npx earshot predict --page https://app.example --url https://cdn.example/song.mp3 --headers -`,
          'npx earshot predict --exchange cases.json --engine firefox --json',
        ],
        '0 predicted; 1 a case of a file expects something else; 2 what was asked cannot be read.',
        'A page under a service worker, documents that a page makes, lists of <source>, loads after one another: --exchange, see docs/play-exchanges.md.',
      ),
    )
    .action((options: PredictOptions, command: Command) => {
      const { predictFile, predictOne } = require('./predict-action') as typeof import('./predict-action');
      return runCommand(async () => {
        if (options.exchange !== undefined) return predictFile(options.exchange, options);
        await predictOne(options, command.getOptionValueSource('loader') === 'default');
        return 0;
      });
    });
}
