import ts from 'typescript';
import { operators } from './operators';

/** One wrong rule: a source file that differs from the true one in a single place. */
export interface Mutant {
  /** Relative to the root of the project. */
  readonly file: string;
  readonly line: number;
  readonly operator: string;
  readonly original: string;
  readonly replacement: string;
  readonly start: number;
  readonly end: number;
}

/** The source text with its one change. */
export const applyMutant = (source: string, { start, end, replacement }: Mutant): string =>
  source.slice(0, start) + replacement + source.slice(end);

/** `trace?.note(…)`: it puts into words what was decided. */
const isNote = (node: ts.Node): boolean =>
  ts.isCallExpression(node) && /^trace\??\.note$/.test(node.expression.getText());

const isNoteOnly = (statement: ts.Statement): boolean =>
  ts.isBlock(statement)
    ? statement.statements.every(isNoteOnly)
    : ts.isExpressionStatement(statement) && isNote(statement.expression);

/** Words with spaces between them are the trace's, too: no header, scheme or reason has any. */
const isProse = (node: ts.Node): boolean =>
  (ts.isStringLiteralLike(node) || ts.isTemplateExpression(node)) && /[a-z] [a-z]/.test(node.getText());

/** What decides nothing: types, imports, and the words of the trace with the `if` that is there for them alone. */
const isNoRule = (node: ts.Node): boolean =>
  ts.isTypeNode(node) ||
  ts.isInterfaceDeclaration(node) ||
  ts.isTypeAliasDeclaration(node) ||
  ts.isImportDeclaration(node) ||
  isNote(node) ||
  isProse(node) ||
  (ts.isIfStatement(node) && !node.elseStatement && isNoteOnly(node.thenStatement));

/** Every mutant of a source file, in the order of its text. */
export function findMutants(file: string, source: string): Mutant[] {
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.ES2022, true);
  const found = new Map<string, Mutant>();
  const visit = (node: ts.Node): void => {
    if (isNoRule(node)) return;
    for (const [operator, changesOf] of Object.entries(operators)) {
      for (const { start, end, to } of changesOf(node)) {
        const key = `${start} ${end} ${to}`;
        if (found.has(key)) continue;
        const line = tree.getLineAndCharacterOfPosition(start).line + 1;
        const original = source.slice(start, end);
        found.set(key, { file, line, operator, original, replacement: to, start, end });
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return [...found.values()].sort((a, b) => a.start - b.start);
}
