/**
 * Makes the audio of every server under `files/`, from the tones in the topology. Needs ffmpeg.
 * Run it with `npx ts-node servers/audio/make-files.ts` after a tone or a server was changed.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { serverNames, servers } from '../../model/lab/topology/topology';

const toneRate = 16_000;
const songRate = 44_100;
const songSeconds = 16;

const sine = (frequency: number, seconds: number): number => Math.sin(2 * Math.PI * frequency * seconds);

/** A second of a pure tone, mono. */
const toneSamples = (frequency: number): Float32Array =>
  Float32Array.from({ length: toneRate }, (_, i) => 0.5 * sine(frequency, i / toneRate));

/** Steps of a pentatonic melody as frequency ratios; null rests. */
const melody = [
  1,
  9 / 8,
  5 / 4,
  null,
  3 / 2,
  5 / 4,
  9 / 8,
  null,
  3 / 2,
  5 / 3,
  2,
  5 / 3,
  3 / 2,
  null,
  5 / 4,
  9 / 8,
];
const beat = 0.25;

/** A melody over a drone at the server's tone. The first beats are the drone alone, and it stays the loudest. */
function songSamples(frequency: number): Float32Array {
  return Float32Array.from({ length: songRate * songSeconds }, (_, i) => {
    const at = i / songRate;
    const fade = Math.min(1, at * 20, (songSeconds - at) * 4);
    const step = Math.floor(at / beat);
    const ratio = step < 4 ? null : melody[step % melody.length];
    const inBeat = at - step * beat;
    const pluck = ratio ? Math.exp(-6 * inBeat) * Math.min(1, inBeat * 200) : 0;
    const note = (ratio ?? 1) * frequency * (step % 32 < 16 ? 1 : 2);
    const voice = pluck * (0.22 * sine(note, at) + 0.1 * sine(2 * note, at) + 0.06 * sine(3 * note, at));
    return fade * (0.42 * sine(frequency, at) + 0.05 * sine(frequency / 2, at) + voice);
  });
}

function encode(samples: Float32Array, rate: number, path: string, options: string[]): void {
  const input = ['-f', 'f32le', '-ar', String(rate), '-ac', '1', '-i', 'pipe:0'];
  const exact = ['-map_metadata', '-1', '-fflags', '+bitexact', '-flags:a', '+bitexact'];
  const { status, stderr, error } = spawnSync(
    'ffmpeg',
    ['-y', '-v', 'error', ...input, ...exact, ...options, path],
    {
      input: Buffer.from(samples.buffer),
    },
  );
  if (error || status !== 0)
    throw new Error(`Failed to make ${path}: ${error?.message ?? stderr.toString()}`);
}

for (const name of serverNames) {
  const folder = join(__dirname, 'files', name);
  mkdirSync(folder, { recursive: true });
  const tone = toneSamples(servers[name].tone);
  encode(tone, toneRate, join(folder, 'tone.mp3'), ['-c:a', 'libmp3lame', '-b:a', '64k']);
  encode(tone, toneRate, join(folder, 'tone.wav'), ['-c:a', 'pcm_s16le']);
  encode(tone, toneRate, join(folder, 'tone.ogg'), ['-c:a', 'libvorbis', '-q:a', '3']);
  encode(tone, toneRate, join(folder, 'tone.flac'), ['-c:a', 'flac']);
  encode(songSamples(servers[name].tone), songRate, join(folder, 'song.mp3'), [
    '-c:a',
    'libmp3lame',
    '-b:a',
    '40k',
  ]);
}
