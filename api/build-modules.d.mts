export function buildModules(
  root: string,
  entries: Readonly<Record<string, string>>,
  output: { readonly dir: string },
  filesAt?: string,
): Promise<unknown>;
