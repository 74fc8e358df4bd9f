import { asJson } from './as-json';
import type { Wish, Writer } from './recipe';

const originsOf = ({ origins }: Wish): readonly string[] => (origins === '*' ? ['*'] : origins);
const methods = ['GET', 'HEAD'];

/** The rules of a bucket as S3 has them, and R2 too. */
const rules = (wish: Wish): string =>
  asJson([
    {
      AllowedOrigins: originsOf(wish),
      AllowedMethods: methods,
      ...(wish.requestHeaders.length > 0 && { AllowedHeaders: wish.requestHeaders }),
      ...(wish.exposeHeaders.length > 0 && { ExposeHeaders: wish.exposeHeaders }),
      MaxAgeSeconds: 3600,
    },
  ]);

const onlyWithOrigin =
  'The headers come only to a request with an Origin: put crossorigin on every element that loads the song, or a browser keeps an answer without them.';

/** Specs put it into s3rver, which answers as S3 does. */
export const s3: Writer = (wish) => ({
  says: 'It is the CORS configuration of the bucket: Permissions, Cross-origin resource sharing.',
  file: 'cors.json',
  blocks: [{ where: 'the whole of it', text: rules(wish) }],
  note: onlyWithOrigin,
});

/** By documentation. */
export const r2: Writer = (wish) => ({
  says: 'It is the CORS policy of the bucket: Settings, CORS Policy.',
  file: 'cors.json',
  blocks: [{ where: 'the whole of it', text: rules(wish) }],
  note: `${onlyWithOrigin} On a domain of your own, purge its cache afterwards, and take out a Transform Rule that sends the header too.`,
});

/** By documentation. */
export const gcs: Writer = (wish) => {
  if (wish.credentials)
    return {
      says: 'Cloud Storage never sends Access-Control-Allow-Credentials: load without credentials, by a signed URL.',
      file: 'cors.json',
      blocks: [],
    };
  const responseHeader = [...new Set([...wish.requestHeaders, ...wish.exposeHeaders])];
  return {
    says: 'Write it to cors.json, then: gcloud storage buckets update gs://BUCKET --cors-file=cors.json',
    file: 'cors.json',
    blocks: [
      {
        where: 'the whole of it',
        text: asJson([
          {
            origin: originsOf(wish),
            method: methods,
            // Those that may be asked for, and those that may be read.
            ...(responseHeader.length > 0 && { responseHeader }),
            maxAgeSeconds: 3600,
          },
        ]),
      },
    ],
    note: 'storage.cloud.google.com never sends the headers: use storage.googleapis.com.',
  };
};

const words = (texts: readonly string[]): string => texts.map((text) => `'${text}'`).join(' ');

/** By documentation. */
export const azureBlob: Writer = (wish) => ({
  says: 'Run it once: the rules belong to the Blob service of the account, for all its containers.',
  file: 'a shell',
  blocks: [
    {
      where: 'with the name of your account',
      text: [
        'az storage cors add --account-name ACCOUNT --services b',
        `--methods ${methods.join(' ')}`,
        `--origins ${words(originsOf(wish))}`,
        ...(wish.requestHeaders.length > 0 ? [`--allowed-headers ${words(wish.requestHeaders)}`] : []),
        ...(wish.exposeHeaders.length > 0 ? [`--exposed-headers ${words(wish.exposeHeaders)}`] : []),
        '--max-age 3600',
      ].join(' \\\n  '),
    },
  ],
  note: 'The first rule that matches counts, and there are five at most.',
});
