import { join } from 'node:path';
import type { Place, Setting } from './start-server';

/** The CORS rules of a bucket, as S3's console takes them: https://docs.aws.amazon.com/AmazonS3/latest/userguide/ManageCorsUsing.html */
type Rules = readonly Readonly<Record<string, string | number | readonly string[]>>[];

/** The name of the bucket: the folder that the songs are in. */
const bucket = 'songs';

/** The name that S3's own API has for what the console calls `AllowedOrigins`, a line for each of its values. */
const elementsOf = ([name, value]: [string, Rules[number][string]]): string[] =>
  typeof value === 'object'
    ? value.map((each) => `<${name.replace(/s$/, '')}>${each}</${name.replace(/s$/, '')}>`)
    : [`<${name}>${value}</${name}>`];

/** What the console makes of rules, and sends: https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketCors.html */
const asXml = (rules: Rules): string =>
  `<CORSConfiguration>${rules
    .map((rule) => `<CORSRule>${Object.entries(rule).flatMap(elementsOf).join('')}</CORSRule>`)
    .join('')}</CORSConfiguration>`;

/**
 * s3rver, which answers as S3 does, with the songs in a bucket: at `/songs/` of its address, and at `/` of
 * `songs.s3.localhost`.
 * @param json the CORS configuration of the bucket; null for none
 */
export function s3Setting({ folder, port }: Place, json: string | null): Setting {
  const configs = json === null ? [] : [asXml(JSON.parse(json) as Rules)];
  const text = `
const { copyFileSync } = require('node:fs');
const S3rver = require('@20minutes/s3rver');
const object = '${folder}/${bucket}/tone.mp3';
copyFileSync(object, object + '._S3rver_object');
new S3rver({
  address: '127.0.0.1',
  port: ${port},
  silent: true,
  serviceEndpoint: 'localhost',
  directory: '${folder}',
  configureBuckets: [{ name: '${bucket}', configs: ${JSON.stringify(configs)} }],
}).run();
`;
  return {
    program: process.execPath,
    args: [join(folder, 'app.cjs')],
    files: {
      'app.cjs': text,
      [`${bucket}/tone.mp3._S3rver_metadata.json`]: '{ "content-type": "audio/mpeg" }',
    },
    env: { NODE_PATH: join(__dirname, '..', '..', 'node_modules') },
    // The packages may be where nobody else may read.
    asOurselves: true,
  };
}
