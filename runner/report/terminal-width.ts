const least = 40;
const most = 160;

/**
 * Columns of the terminal, within what reads well; undefined if the output goes to no terminal, where lines are copied and
 * searched. `COLUMNS` says another number.
 */
export function terminalWidth(): number | undefined {
  const said = /^\d{1,5}$/.test(process.env.COLUMNS ?? '') ? Number(process.env.COLUMNS) : 0;
  const columns = said || process.stdout.columns || 0;
  return columns === 0 ? undefined : Math.min(Math.max(columns, least), most);
}
