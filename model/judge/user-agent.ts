import type { EngineName } from '../evidence/engine';
import type { ExchangeCase, NamedAnswer } from '../standards/exchange-case';

/** What engines call themselves, in so far as servers look for it: Chromium names Safari, too. */
const userAgents: Readonly<Record<EngineName, string>> = {
  chromium:
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36',
  firefox: 'Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0',
  webkit:
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15',
};

/** Answers without those that are for another engine. */
const answeredTo = (engine: EngineName, responses: readonly NamedAnswer[]): readonly NamedAnswer[] =>
  responses.some(({ when }) => when?.userAgent != null)
    ? responses
        .filter(({ when }) => when?.userAgent == null || userAgents[engine].includes(when.userAgent))
        .map(({ when, ...answer }) => ({ ...answer, ...(when && { when: { ...when, userAgent: null } }) }))
    : responses;

/** The exchange without answers that are for another engine. */
export const askedBy = (engine: EngineName, each: ExchangeCase): ExchangeCase => ({
  ...each,
  responses: answeredTo(engine, each.responses),
  ...(each.nextSources && {
    nextSources: each.nextSources.map((source) => ({
      ...source,
      responses: answeredTo(engine, source.responses),
    })),
  }),
});
