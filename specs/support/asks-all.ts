/** Whether all of what takes long is asked: every real server in both browsers, every seed. `npm test` asks a part of it. */
export const asksAll = process.env.EARSHOT_SPECS_ALL !== undefined;
