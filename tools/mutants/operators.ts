import { createRequire } from 'node:module';
import { join } from 'node:path';
import ts from 'typescript';
import type * as WeaponRegex from 'weapon-regex';

// It offers itself to `import` alone; by its path it can be required all the same.
const { mutate: mutateRegex } = createRequire(__filename)(
  join(__dirname, '../../node_modules/weapon-regex/main.js'),
) as typeof WeaponRegex;

/** A place in a source text, and what stands there instead. */
export interface Change {
  readonly start: number;
  readonly end: number;
  readonly to: string;
}

const change = (node: ts.Node, to: string): Change => ({ start: node.getStart(), end: node.end, to });
const changes = (node: ts.Node, ...all: readonly string[]): Change[] => all.map((to) => change(node, to));

/** Tokens between two operands, and what each is taken for. */
const flips: Readonly<Record<string, readonly string[]>> = {
  '===': ['!=='],
  '!==': ['==='],
  '<': ['<=', '>='],
  '<=': ['<', '>'],
  '>': ['>=', '<='],
  '>=': ['>', '<'],
  '&&': ['||'],
  '||': ['&&'],
  '??': ['&&'],
  '??=': ['&&='],
  '+': ['-'],
  '-': ['+'],
  '*': ['/'],
  '/': ['*'],
  '%': ['*'],
  '+=': ['-='],
  '-=': ['+='],
};

/** Methods, and what is called instead. */
const otherMethods: Readonly<Record<string, string>> = {
  startsWith: 'endsWith',
  endsWith: 'startsWith',
  some: 'every',
  every: 'some',
  findLast: 'find',
  toLowerCase: 'toUpperCase',
  toUpperCase: 'toLowerCase',
};
/** Methods that may be left out. */
const droppedMethods = new Set(['filter', 'flat', 'reverse', 'slice', 'sort', 'trim']);

const isTruth = (node: ts.Node): node is ts.BinaryExpression =>
  ts.isBinaryExpression(node) && /^([!=]==|[<>]=?|&&|\|\|)$/.test(node.operatorToken.getText());

/** An operand that keeps its own together, whatever stands beside it. */
const operand = (node: ts.Expression): string =>
  ts.isBinaryExpression(node) ? `(${node.getText()})` : node.getText();

function flipOperator(node: ts.Node): Change[] {
  if (!ts.isBinaryExpression(node)) return [];
  const { left, operatorToken, right } = node;
  const others = flips[operatorToken.getText()] ?? [];
  const isAssignment = ts.isExpressionStatement(node.parent);
  return others.map((other) => {
    const flipped = `${operand(left)} ${other} ${operand(right)}`;
    return change(node, isAssignment ? flipped : `(${flipped})`);
  });
}

/** Inside `a && b` that a part is never true makes the whole never true, which is another change already. */
function decideCondition(node: ts.Node): Change[] {
  if (ts.isIfStatement(node)) return changes(node.expression, 'true', 'false');
  if (ts.isConditionalExpression(node)) return changes(node.condition, 'true', 'false');
  if (ts.isWhileStatement(node)) return changes(node.expression, 'false');
  if (ts.isForStatement(node)) return node.condition ? changes(node.condition, 'false') : [];
  if (!isTruth(node)) return [];
  let around = node.parent;
  while (ts.isParenthesizedExpression(around)) around = around.parent;
  const token = ts.isBinaryExpression(around) ? around.operatorToken.getText() : '';
  return changes(node, ...(token === '&&' ? ['true'] : token === '||' ? ['false'] : ['true', 'false']));
}

function flipBoolean(node: ts.Node): Change[] {
  if (node.kind === ts.SyntaxKind.TrueKeyword) return changes(node, 'false');
  if (node.kind === ts.SyntaxKind.FalseKeyword) return changes(node, 'true');
  const isNot = ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken;
  return isNot ? changes(node, node.operand.getText()) : [];
}

function flipSign(node: ts.Node): Change[] {
  const isMinus = ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.MinusToken;
  return isMinus ? changes(node, `+${node.operand.getText()}`) : [];
}

function changeMethod(node: ts.Node): Change[] {
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return [];
  const { name, expression } = node.expression;
  if (droppedMethods.has(name.text)) return changes(node, expression.getText());
  const other = otherMethods[name.text];
  return other === undefined ? [] : [change(name, other)];
}

function dropChain(node: ts.Node): Change[] {
  const isChain =
    ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node) || ts.isCallExpression(node);
  if (!isChain || !node.questionDotToken) return [];
  return [change(node.questionDotToken, ts.isPropertyAccessExpression(node) ? '.' : '')];
}

function emptyBlock(node: ts.Node): Change[] {
  if (ts.isBlock(node) && node.statements.length > 0) return changes(node, '{}');
  if (!ts.isCaseOrDefaultClause(node) || node.statements.length === 0) return [];
  return [{ start: node.statements[0]!.getStart(), end: node.end, to: '' }];
}

const emptyArrow = (node: ts.Node): Change[] =>
  ts.isArrowFunction(node) && !ts.isBlock(node.body) ? changes(node, '(() => undefined)') : [];

const changeArray = (node: ts.Node): Change[] =>
  ts.isArrayLiteralExpression(node) ? changes(node, node.elements.length > 0 ? '[]' : '["mutant"]') : [];

const emptyObject = (node: ts.Node): Change[] =>
  ts.isObjectLiteralExpression(node) && node.properties.length > 0 ? changes(node, '{}') : [];

function changeString(node: ts.Node): Change[] {
  if (ts.isTemplateExpression(node)) return changes(node, '``');
  if (!ts.isStringLiteralLike(node)) return [];
  const isName = ts.isPropertyAssignment(node.parent) && node.parent.name === node;
  if (isName) return [];
  const isRaw = ts.isTaggedTemplateExpression(node.parent);
  return changes(node, isRaw ? '``' : node.text === '' ? '"mutant"' : '""');
}

const changeNumber = (node: ts.Node): Change[] =>
  ts.isNumericLiteral(node) ? changes(node, String(Number(node.text) + 1)) : [];

function changeRegex(node: ts.Node): Change[] {
  if (!ts.isRegularExpressionLiteral(node)) return [];
  const [, pattern = '', flags = ''] = /^\/(.*)\/(\w*)$/s.exec(node.text) ?? [];
  return mutateRegex(pattern, flags, { mutationLevels: [1] }).flatMap((mutant) =>
    isRegex(mutant.pattern, flags) ? [change(node, `/${mutant.pattern}/${flags}`)] : [],
  );
}

function isRegex(pattern: string, flags: string): boolean {
  try {
    return pattern !== '' && Boolean(new RegExp(pattern, flags));
  } catch {
    return false;
  }
}

/** What is changed, by name: the mutators of StrykerJS that a pure model has a use for, and numbers. */
export const operators: Readonly<Record<string, (node: ts.Node) => readonly Change[]>> = {
  operator: flipOperator,
  condition: decideCondition,
  boolean: flipBoolean,
  sign: flipSign,
  method: changeMethod,
  chain: dropChain,
  block: emptyBlock,
  arrow: emptyArrow,
  array: changeArray,
  object: emptyObject,
  string: changeString,
  number: changeNumber,
  regex: changeRegex,
};
