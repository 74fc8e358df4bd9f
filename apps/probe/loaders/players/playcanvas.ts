import { scriptBeside } from '../script-beside';
import { PlayerError, type Player, type Sound } from './player';

interface Asset {
  readonly resource: { readonly buffer: AudioBuffer };
  on(event: 'load', listener: () => void): void;
  on(event: 'error', listener: (message: unknown) => void): void;
}

interface App {
  readonly assets: { add(asset: Asset): void; load(asset: Asset): void; remove(asset: Asset): void };
  init(options: object): void;
}

interface PlayCanvas {
  readonly AppBase: new (canvas: HTMLCanvasElement) => App;
  readonly AppOptions: new () => Record<string, unknown>;
  readonly NullGraphicsDevice: new (canvas: HTMLCanvasElement) => object;
  readonly SoundManager: new () => object;
  readonly AudioHandler: unknown;
  readonly Asset: new (name: string, type: 'audio', file: { readonly url: string }) => Asset;
}

let app: App | undefined;

/** An application without pictures: one serves all songs of the page. */
function appOf({ AppBase, AppOptions, NullGraphicsDevice, SoundManager, AudioHandler }: PlayCanvas): App {
  if (app) return app;
  const canvas = document.createElement('canvas');
  app = new AppBase(canvas);
  app.init(
    Object.assign(new AppOptions(), {
      graphicsDevice: new NullGraphicsDevice(canvas),
      componentSystems: [],
      resourceHandlers: [AudioHandler],
      soundManager: new SoundManager(),
    }),
  );
  return app;
}

/** https://developer.playcanvas.com/user-manual/assets/loading/ */
export async function openPlaycanvas(url: string): Promise<Player> {
  const playcanvas = await scriptBeside<PlayCanvas>('heavy/playcanvas.js', 'pc');
  const { assets } = appOf(playcanvas);
  const asset = new playcanvas.Asset('song', 'audio', { url });
  return {
    sound: new Promise<Sound>((resolve, reject) => {
      asset.on('load', () => resolve(asset.resource.buffer));
      asset.on('error', (message) => reject(new PlayerError('error', message)));
      assets.add(asset);
      assets.load(asset);
    }),
    close: () => assets.remove(asset),
  };
}
