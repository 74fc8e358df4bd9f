import type { PlayerTask } from './player-task';

type ShakaTask = Extract<PlayerTask, { readonly kind: 'shaka' }>;

/** What is told to shaka-player, where it is not as usual. */
export const shakaTask = (settings: Partial<Omit<ShakaTask, 'kind'>>): ShakaTask => ({
  kind: 'shaka',
  withCredentials: false,
  plain: false,
  ...settings,
});
