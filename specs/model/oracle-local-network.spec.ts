import { expect, test } from '@playwright/test';
import { parseUrl } from '../../model/http/url';
import { addressSpaceOf, usualAddressSpace } from '../../model/standards/ip-address-space';
import { fixExchange } from '../../model/advice/edits/fix-exchange';
import { predict } from '../../model/standards/predict';
import { answer, exchange, expectRows, ok, star, type Row } from './expect-cases';

const refused = { outcome: 'blocked', reason: 'local-network', originHeader: null } as const;
const readable = { outcome: 'readable' } as const;
const element = { destination: 'audio' } as const;
const local = { ...ok(star), addressSpace: 'local' } as const;

/** From https://app.example, which is public, unless the page says otherwise. */
const asks = (url_origin: string, request = {}, page = {}) => ({ page, request: { url_origin, ...request } });
const permitted = (...permissions: ('local-network-access' | 'local-network' | 'loopback-network')[]) => ({
  permissions,
});
const overHttp = { origin: 'http://app.example' };

test('the address of a URL says whose it is', () => {
  const rows = [
    ['127.0.0.1', 'loopback'],
    ['127.255.0.9', 'loopback'],
    ['128.0.0.1', 'public'],
    ['10.255.0.1', 'local'],
    ['11.0.0.1', 'public'],
    ['100.63.255.255', 'public'],
    ['100.64.0.1', 'local'],
    ['100.127.255.255', 'local'],
    ['100.128.0.1', 'public'],
    ['172.15.0.1', 'public'],
    ['172.16.0.1', 'local'],
    ['172.31.9.9', 'local'],
    ['172.32.0.1', 'public'],
    ['192.168.1.5', 'local'],
    ['192.169.1.5', 'public'],
    ['169.254.1.1', 'local'],
    ['198.18.0.1', 'loopback'],
    ['198.20.0.1', 'public'],
    ['0.0.0.0', 'loopback'],
    ['0.0.0.1', 'local'],
    ['[::1]', 'loopback'],
    ['[::2]', 'public'],
    ['[::]', 'loopback'],
    ['[fd00::1]', 'local'],
    ['[fe80::1]', 'local'],
    ['[2001:db8::1]', 'local'],
    ['[2001:4860::8888]', 'public'],
    ['[1:2:3:4:5:6:7:8]', 'public'],
    ['[::ffff:192.168.1.5]', 'local'],
    ['[::ffff:8.8.8.8]', 'public'],
    ['localhost', 'loopback'],
    ['helper.localhost', 'loopback'],
    ['nas.local', 'local'],
    ['localhost.example', null],
    ['cdn.example', null],
    ['cdn.test', null],
  ] as const;
  for (const [host, space] of rows)
    expect.soft(addressSpaceOf(parseUrl(`http://${host}/`)!), host).toBe(space);
});

test('a page is public, unless its origin says otherwise', () => {
  const rows = [
    ['https://app.example', 'public'],
    ['https://app.test', 'loopback'],
    ['http://localhost:3000', 'loopback'],
    ['http://192.168.1.5', 'local'],
    ['http://nas.local', 'local'],
    ['https://203.0.113.5', 'public'],
  ] as const;
  for (const [origin, space] of rows) expect.soft(usualAddressSpace(parseUrl(origin)), origin).toBe(space);
  expect(usualAddressSpace(null)).toBe('loopback');
});

test('a public page is refused before anything is sent', () => {
  const helper = 'https://helper.localhost:17080';
  expectRows([
    ['fetch()', asks(helper), { ...refused, preflight: false }],
    ['a preflight', asks(helper, { headers: [['X-A', 'b']] }), { ...refused, preflight: false }],
    ['no-cors', asks(helper, { mode: 'no-cors' }), refused],
    ['an element', asks(helper, element), refused],
    ['an element with crossorigin', asks(helper, { ...element, crossorigin: 'anonymous' }), refused],
    ['http at localhost', asks('http://localhost:3000'), refused],
    ['an address of the network', asks('https://192.168.1.5'), refused],
    ['a page over http', asks('http://localhost:3000', {}, overHttp), refused],
    ['a server that is named local', { responses: [local] }, refused],
    ['a server that is named public', { responses: [{ ...local, addressSpace: 'public' }] }, readable],
    ['the next one', asks('https://cdn.example'), readable],
  ]);
});

test('what is not public may ask', () => {
  const local = { addressSpace: 'local' } as const;
  expectRows([
    ['a page of this machine', asks('https://localhost', {}, { addressSpace: 'loopback' }), readable],
    ['a page of the network', asks('https://localhost', {}, local), readable],
    ['a page under .test', asks('https://localhost', {}, { origin: 'https://app.test' }), readable],
    ['one that is named public', asks('https://localhost', {}, { addressSpace: 'public' }), refused],
    [
      'one under .test that is named public',
      asks('https://localhost', {}, { origin: 'https://app.test', addressSpace: 'public' }),
      refused,
    ],
    [
      'its own origin',
      asks('https://localhost', {}, { origin: 'https://localhost', addressSpace: 'public' }),
      readable,
    ],
  ]);
});

test('a person permits it to pages that are secure contexts alone', () => {
  const both = permitted('local-network-access');
  const rows: Row[] = [
    ['over https', asks('https://localhost', {}, both), readable],
    ['http://localhost, not upgraded', asks('http://localhost', element, both), { outcome: 'opaque' }],
    ['over http', asks('http://localhost', {}, { ...both, ...overHttp }), refused],
    ['loopback alone', asks('https://localhost', {}, permitted('loopback-network')), readable],
    ['the network alone', asks('https://localhost', {}, permitted('local-network')), refused],
    ['of the network', asks('https://192.168.1.5', {}, permitted('local-network')), readable],
    ['of the machine alone', asks('https://192.168.1.5', {}, permitted('loopback-network')), refused],
    ['then CORS', { ...asks('https://localhost', {}, both), responses: [ok()] }, { outcome: 'blocked' }],
  ];
  expectRows(rows);
});

test('a redirect to this machine is refused after one request', () => {
  const led = (to: string, page = {}) => ({
    page,
    responses: [answer('redirect-1', 302, star, ['Location', to]), ok(star)],
  });
  expectRows([
    ['to loopback', led('https://helper.localhost/x'), { ...refused, originHeader: 'https://app.example' }],
    ['to a public one', led('https://mirror.example/x'), readable],
    ['permitted', led('https://helper.localhost/x', permitted('loopback-network')), readable],
    [
      'to a server that is named local',
      { responses: [answer('redirect-1', 302, star, ['Location', 'https://mirror.example/']), local] },
      { ...refused, originHeader: 'https://app.example' },
    ],
  ]);
});

test('the fix is the permission, which a page over http cannot have', () => {
  const fixOf = (given: Parameters<typeof exchange>[0]) => fixExchange(exchange(given));
  const fixed = fixOf(asks('https://helper.localhost:17080'));
  expect(fixed.fix?.edits.map(({ where, says }) => [where, says.split(':')[0]])).toEqual([
    ['page', 'Have the person permit it'],
  ]);
  expect(predict(fixed.fix!.load)).toMatchObject(readable);
  const overHttpToo = fixOf(asks('http://localhost:3000', {}, overHttp));
  expect(overHttpToo.fix?.edits.map(({ says }) => says.split(':')[0])).toEqual([
    'Serve the page over https',
    'Have the person permit it',
  ]);
  const closed = fixOf({ ...asks('https://localhost'), responses: [ok()] });
  expect(closed.fix?.edits.map(({ where }) => where)).toEqual(['page', 'cdn']);
});

test('what is aimed at the network is no mixed content', () => {
  const both = permitted('local-network-access');
  const target = (targetAddressSpace: 'local' | 'loopback' | 'public') => ({ targetAddressSpace });
  expectRows([
    ['a name', asks('http://nas.example', {}, both), { outcome: 'blocked', reason: 'mixed-content' }],
    ['a name, aimed', asks('http://nas.example', target('local'), both), readable],
    ['nobody permitted it', asks('http://nas.example', target('local')), refused],
    [
      'aimed at public ones',
      asks('http://nas.example', target('public'), both),
      { outcome: 'blocked', reason: 'mixed-content' },
    ],
    ['an address of the network', asks('http://192.168.1.5', {}, both), readable],
    ['an element is not upgraded', asks('http://192.168.1.5', element, both), { outcome: 'opaque' }],
    ['a name under .local', asks('http://nas.local', element, both), { outcome: 'opaque' }],
    ['aimed elsewhere', asks('https://localhost', target('local'), both), refused],
    ['aimed right', asks('https://localhost', target('loopback'), both), readable],
    [
      'aimed elsewhere from this machine',
      asks('https://localhost', target('local'), { addressSpace: 'loopback' }),
      refused,
    ],
  ]);
});
