import { readFileSync } from 'node:fs';
import { rolldown } from 'rolldown';
import { defineConfig, type Plugin } from 'vite';

/**
 * Where each library has the script that it publishes for a page, and the name that it gets here. What is in `heavy/` is in
 * a clone alone: it would be most of the package.
 */
const libraries = {
  'hls.js': 'hls.js/dist/hls.light.min.js',
  'howler.js': 'howler/dist/howler.min.js',
  'wavesurfer.js': 'wavesurfer.js/dist/wavesurfer.min.js',
  'tone.js': 'tone/build/Tone.js',
  // Without its part for streams.
  'video.js': 'video.js/dist/alt/video.core.min.js',
  'plyr.js': 'plyr/dist/plyr.min.js',
  'crunker.js': 'crunker/dist/crunker.js',
  'pizzicato.js': 'pizzicato/distr/Pizzicato.min.js',
  'soundjs.js': 'soundjs/lib/soundjs.min.js',
  'buzz.js': 'buzz/dist/buzz.min.js',
  'heavy/amplitude.js': 'amplitudejs/dist/amplitude.min.js',
  'heavy/mediaelement.js': 'mediaelement/build/mediaelement.min.js',
  'heavy/media-chrome.js': 'media-chrome/dist/iife/index.js',
  'heavy/meyda.js': 'meyda/dist/web/meyda.min.js',
  'heavy/soundmanager2.js': 'soundmanager2/script/soundmanager2-nodebug-jsmin.js',
  'heavy/aplayer.js': 'aplayer/dist/APlayer.min.js',
  'heavy/shaka.js': 'shaka-player/dist/shaka-player.compiled-es2021.js',
  'heavy/dash.js': 'dashjs/dist/modern/umd/dash.mediaplayer.min.js',
  // With its part for streams.
  'heavy/video-hls.js': 'video.js/dist/video.min.js',
  'heavy/phaser.js': 'phaser/dist/phaser.min.js',
};

/** What of a library is made a script, the name of its global, and which of its modules are empty there. */
interface Taken {
  readonly name: string;
  readonly code: string;
  readonly without?: RegExp;
}

/** Libraries that publish modules alone. */
const modules: Readonly<Record<string, Taken>> = {
  'three.js': { name: 'THREE', code: "export { AudioLoader } from 'three/src/loaders/AudioLoader.js'" },
  'heavy/three-audio.js': {
    name: 'THREE_AUDIO',
    code: `export { Audio } from 'three/src/audio/Audio.js';
           export { AudioListener } from 'three/src/audio/AudioListener.js';`,
  },
  'heavy/vidstack.js': {
    name: 'VIDSTACK',
    code: "export { VidstackPlayer } from 'vidstack/global/player'",
  },
  'heavy/standardized-audio-context.js': {
    name: 'SAC',
    code: "export { AudioContext } from 'standardized-audio-context'",
  },
  'heavy/jplayer.js': {
    name: 'JPLAYER',
    code: "export { default as jQuery } from 'jquery'; export { default as plugin } from 'jplayer';",
  },
  'heavy/react-player.js': {
    name: 'REACT_PLAYER',
    code: `export { createElement } from 'react'; export { createRoot } from 'react-dom/client';
           export { default as ReactPlayer } from 'react-player';`,
    // What it plays DASH and the songs of other sites by.
    without: /^(cloudflare|dash|youtube|vimeo|wistia|spotify|twitch|tiktok)-\w+-element\/react$|^@mux\//,
  },
  'heavy/babylon.js': {
    name: 'BABYLON',
    code: `export { CreateSoundAsync, CreateStreamingSoundAsync } from '@babylonjs/core/AudioV2/abstractAudio/audioEngineV2.js';
           export { CreateAudioEngineAsync } from '@babylonjs/core/AudioV2/webAudio/webAudioEngine.js';`,
  },
  'heavy/playcanvas.js': {
    name: 'pc',
    code: `export { AppBase, AppOptions, Asset, AudioHandler, NullGraphicsDevice, SoundManager } from 'playcanvas';`,
  },
  'heavy/pixi-sound.js': {
    name: 'PIXI',
    code: `export { DOMAdapter } from 'pixi.js'; export { sound, Sound } from '@pixi/sound';`,
  },
};

/** A module that exports what is taken of a library, as a script for a page. */
async function scriptOf({ name, code, without }: Taken): Promise<string> {
  const input = `${import.meta.dirname}/${name}.mjs`;
  const nothing = `${input}-left-out`;
  const entry = {
    name: 'exports-of-a-library',
    resolveId: (id: string) => (id === input ? id : without?.test(id) ? nothing : null),
    load: (id: string) => (id === input ? code : id === nothing ? 'export default null' : null),
  };
  const bundle = await rolldown({
    input,
    plugins: [entry],
    platform: 'browser',
    transform: { define: { 'process.env.NODE_ENV': '"production"' } },
  });
  const { output } = await bundle.generate({ format: 'iife', name, minify: true, codeSplitting: false });
  await bundle.close();
  return output[0].code;
}

/** Libraries as they are published, beside the probe: a page loads none that it does not play by. */
const librariesBesideProbe: Plugin = {
  name: 'libraries-beside-probe',
  async generateBundle() {
    for (const [fileName, path] of Object.entries(libraries)) {
      const published = readFileSync(new URL(`../../node_modules/${path}`, import.meta.url), 'utf8');
      // Its source map stays behind.
      const source = published.replace(/^\/\/# sourceMappingURL=.*$/m, '');
      this.emitFile({ type: 'asset', fileName, source });
    }
    for (const [fileName, module] of Object.entries(modules)) {
      this.emitFile({ type: 'asset', fileName, source: await scriptOf(module) });
    }
  },
};

/** One classic script: it must also run in pages of opaque origin and from the local disk, where modules may not load. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [librariesBesideProbe],
  build: {
    outDir: '../dist/probe',
    emptyOutDir: true,
    target: 'es2022',
    lib: { entry: 'probe.ts', formats: ['iife'], name: 'earshotProbe', fileName: () => 'probe.js' },
  },
});
