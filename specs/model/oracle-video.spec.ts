import { expect, test } from '@playwright/test';
import { explainExchange } from '../../model/advice/explain-exchange';
import { predict } from '../../model/standards/predict';
import { exchange, ok, star } from './expect-cases';

const element = (name: string, url_origin = 'https://cdn.example') =>
  exchange({
    request: { destination: name, crossorigin: 'anonymous', url_origin },
    responses: [ok(star)],
  });

test('a <video> element asks as <audio> does, and says what it is', () => {
  const [video, audio] = [predict(element('video')), predict(element('audio'))];
  expect(JSON.stringify(video).replaceAll('"video"', '"audio"')).toBe(JSON.stringify(audio));
  expect([video.secFetch?.dest, audio.secFetch?.dest]).toEqual(['video', 'audio']);
  // https://w3c.github.io/webappsec-mixed-content/#upgrade-algorithm: of images, audio and video.
  expect(predict(element('video', 'http://cdn.example')).outcome).toBe('readable');
  expect(predict(element('', 'http://cdn.example')).reason).toBe('mixed-content');
});

test('media-src decides of a <video> element', () => {
  const csp = "media-src 'self'";
  const refused = { ...element('video'), page: { ...element('video').page, csp } };
  expect(predict(refused).reason).toBe('csp');
  expect(predict({ ...refused, request: element('').request }).outcome).toBe('readable');
});

test('what is said of a <video> element names it', () => {
  const plain = element('video');
  const opaque = explainExchange({
    ...plain,
    request: { ...plain.request, mode: 'no-cors', crossorigin: null },
  });
  expect(JSON.stringify(opaque.fix)).toContain('Put crossorigin on the <video> element');
  const refused = explainExchange({ ...plain, responses: [ok()] });
  expect(JSON.stringify(refused)).toContain("Access to video at 'https://cdn.example/song'");
});
