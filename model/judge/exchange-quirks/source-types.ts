import { essenceOf } from '../../http/mime-type';
import type { EngineName } from '../../evidence/engine';
import { codecsOf } from '../../standards/media-type';
import { answered, asksCdn } from './examples';
import type { ExchangeQuirk } from './exchange-quirk';

const source =
  'https://html.spec.whatwg.org/multipage/media.html#a-type-that-the-user-agent-knows-it-cannot-render';

/** That a `<source>` of this type is passed over, though some browser plays it. */
interface TypesPassedOver {
  readonly engine: EngineName;
  readonly id: string;
  readonly title: string;
  readonly seenIn: readonly string[];
  readonly shownBy: string;
  readonly isPassedOver: (essence: string, codecs: readonly string[]) => boolean;
}

const saysNothing = 'application/octet-stream';

const passesOver = ({ engine, id, title, seenIn, shownBy, isPassedOver }: TypesPassedOver): ExchangeQuirk => {
  const example = asksCdn(
    'http://app.test',
    { destination: 'audio', crossorigin: 'anonymous', type: shownBy },
    answered('actual', 200, ['Content-Type', 'audio/wav']),
  );
  return {
    id,
    engine,
    title,
    seenIn,
    source,
    example,
    seenAs(each) {
      const { type } = each.request;
      return type != null && isPassedOver(essenceOf(type) ?? '', codecsOf(type))
        ? // Text is played by none.
          { ...each, request: { ...each.request, type: 'text/plain' } }
        : each;
    },
  };
};

const isUnsaid = (essence: string): boolean => essence === saysNothing;

const unsaidTitle = `A <source> of the type ${saysNothing}, which says nothing, is passed over`;

const notInChromium = /^(audio\/(wave|x-pn-wav|x-flac)|video\/quicktime)$/;
/** What a build without a decoder for AAC makes of MP4 depends on how long it runs. */
const notInFirefox = /^(audio\/x-mp3|video\/ogg|application\/(vnd\.apple\.mpegurl|x-mpegurl))$/;

const chromium = { engine: 'chromium', seenIn: ['156.0.8078.114'] } as const;
const firefox = { engine: 'firefox', seenIn: ['153.7.0'] } as const;

export const chromiumSourceTypes: readonly ExchangeQuirk[] = [
  passesOver({
    ...chromium,
    id: 'chromium-passes-over-octet-stream',
    title: unsaidTitle,
    shownBy: saysNothing,
    isPassedOver: isUnsaid,
  }),
  passesOver({
    ...chromium,
    id: 'chromium-passes-over-types',
    title:
      'A <source> of the type audio/wave, audio/x-pn-wav, audio/x-flac or video/quicktime, or audio/flac with codecs, is passed over',
    shownBy: 'audio/wave',
    isPassedOver: (essence, codecs) =>
      notInChromium.test(essence) || (essence === 'audio/flac' && codecs.length > 0),
  }),
];

export const firefoxSourceTypes: readonly ExchangeQuirk[] = [
  passesOver({
    ...firefox,
    id: 'firefox-passes-over-octet-stream',
    title: unsaidTitle,
    shownBy: saysNothing,
    isPassedOver: isUnsaid,
  }),
  passesOver({
    ...firefox,
    id: 'firefox-passes-over-types',
    title: 'A <source> of the type audio/x-mp3 or video/ogg, or of HLS, is passed over',
    shownBy: 'video/ogg',
    isPassedOver: (essence) => notInFirefox.test(essence),
  }),
];
