import { expect, test } from '@playwright/test';
import { recipes, type ServerName } from '../../model/advice/recipes';
import type { Written } from '../../model/advice/recipes/recipe';
import { findFaults, findFaultsOfErrors } from './find-faults';
import { startServer, type Place, type Setting } from './start-server';
import { startUpstream } from './upstream';
import { wishes } from './wishes';

/** A program with configuration put in as it was written. */
export type Configure = (place: Place, texts: readonly string[]) => Setting;

const textsOf = ({ blocks }: Written): string[] => blocks.map(({ text }) => text);

/** Tests that the recipe of a server that has the songs itself does what it says, whatever is wished. */
export function proveStatic(server: ServerName, configure: Configure): void {
  for (const [title, wish] of Object.entries(wishes))
    test(`${server} tells ${title} the right lines in every answer`, async () => {
      const texts = textsOf(recipes[server].write(wish));
      const running = await startServer(0, (place) => configure(place, texts));
      try {
        expect(await findFaults(running.port, wish)).toEqual([]);
      } finally {
        await running.close();
      }
    });
}

/** The same of a proxy, whose server behind allows whoever asks. */
export function proveProxy(server: ServerName, configure: Configure): void {
  for (const [title, asked] of Object.entries(wishes))
    test(`${server} as a proxy tells ${title} the right lines in every answer`, async () => {
      const wish = { ...asked, proxied: true };
      const texts = textsOf(recipes[server].write(wish));
      const upstream = await startUpstream();
      const running = await startServer(upstream.port, (place) => configure(place, texts));
      try {
        expect(await findFaults(running.port, wish)).toEqual([]);
        await upstream.close();
        expect(await findFaultsOfErrors(running.port, wish)).toEqual([]);
      } finally {
        await running.close();
      }
    });
}
