import { expect, test } from '@playwright/test';
import { batchesOf, namesSpace, whyNoSpaces } from '../../runner/exchange/address-spaces';
import { parseExchangeFile } from '../../runner/exchange/exchange-file';

const caseAt = (id: string, page: string, cdn: string, ...spaces: readonly (string | undefined)[]) => {
  const [pageSpace, cdnSpace] = spaces;
  const text = JSON.stringify([
    {
      id,
      page: { origin: page, addressSpace: pageSpace },
      request: { url_origin: cdn },
      responses: [{ for: 'actual', status: 200, addressSpace: cdnSpace }],
    },
  ]);
  return parseExchangeFile(text, 'a file')[0]!;
};

test('cases are played together where no socket is in two address spaces at once', () => {
  const one = caseAt('one', 'https://app.test', 'https://cdn.test:8443', 'public', 'loopback');
  const same = caseAt('same', 'https://app.test', 'http://mirror.test:9000', 'public', 'public');
  const other = caseAt('other', 'https://app.test', 'https://cdn.test:8443', 'loopback', 'public');
  const batches = batchesOf([one, other, same], 'chromium');
  expect(batches.map(({ cases }) => cases.map(({ id }) => id))).toEqual([['one', 'same'], ['other']]);
  expect(batches[0]!.movedPlaces.map(({ host, port }) => `${host}:${port}`)).toEqual([
    'app.test:443',
    'app.test:80',
    'mirror.test:9000',
  ]);
});

test('what a browser cannot be told is said', () => {
  const onePort = caseAt('1', 'https://app.test', 'https://cdn.test', 'public', 'loopback');
  expect(whyNoSpaces(onePort, 'chromium')).toBeUndefined();
  expect(whyNoSpaces(onePort, 'firefox')).toContain('one port');
  expect(whyNoSpaces(onePort, 'webkit')).toContain('WebKitGTK');
  const local = caseAt('1', 'https://app.test', 'https://cdn.test:1', 'public', 'local');
  const address = caseAt('1', 'https://app.test', 'http://10.1.2.3:8000', 'public');
  for (const each of [local, address]) expect(whyNoSpaces(each, 'chromium')).toBeUndefined();
  expect(whyNoSpaces(local, 'firefox')).toBeUndefined();
  expect(whyNoSpaces(address, 'firefox')).toContain('another address than 127.0.0.1');
  expect(namesSpace(onePort)).toBe(true);
  expect(namesSpace(caseAt('1', 'https://app.test', 'https://cdn.test'))).toBe(false);
  expect(namesSpace(caseAt('1', 'https://8.8.8.8', 'https://cdn.test'))).toBe(true);
});
