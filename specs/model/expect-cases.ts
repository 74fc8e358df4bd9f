import { expect } from '@playwright/test';
import { predict, type Prediction } from '../../model/standards/predict';
import type { ExchangeCase, NamedAnswer } from '../../model/standards/exchange-case';
import type { HeaderLine } from '../../model/http/headers';

export const page = 'https://app.example';
export const star: HeaderLine = ['Access-Control-Allow-Origin', '*'];
export const own: HeaderLine = ['Access-Control-Allow-Origin', page];
export const credentials: HeaderLine = ['Access-Control-Allow-Credentials', 'true'];

export const answer = (name: string, status: number, ...headers: readonly HeaderLine[]): NamedAnswer => ({
  for: name,
  status,
  headers,
});
export const ok = (...headers: readonly HeaderLine[]): NamedAnswer => answer('actual', 200, ...headers);

interface Given {
  readonly page?: Partial<ExchangeCase['page']>;
  readonly request?: Partial<ExchangeCase['request']>;
  readonly responses?: readonly NamedAnswer[];
}

/** A `fetch()` of https://cdn.example/song from https://app.example that is readable, but for what is given. */
export const exchange = ({
  page: pageFields,
  request,
  responses = [ok(star)],
}: Given = {}): ExchangeCase => ({
  id: 'case',
  page: { origin: page, ...pageFields },
  request: {
    url_origin: 'https://cdn.example',
    path: '/song',
    mode: 'cors',
    credentials: 'same-origin',
    method: 'GET',
    headers: [],
    destination: '',
    ...request,
  },
  responses,
});

type Expected = Partial<Omit<Prediction, 'wire'>>;

/** A case of a table: what is given, and what the standards say of it. */
export type Row = readonly [title: string, given: Given, expected: Expected];

/** Compares each row of a table with the oracle. */
export function expectRows(rows: readonly Row[]): void {
  for (const [title, given, expected] of rows) {
    expect.soft(predict(exchange(given)), title).toMatchObject(expected);
  }
}
