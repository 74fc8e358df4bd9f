// The door `earshot` in a page: what needs no Node.
export { explain, findFix } from './explain';
export { predict } from './predict';
export type { AnswerOfLoad, Load, PageOfLoad } from './load';
export type { HeaderLines } from './given/header-lines';
export type { ExchangeExplanation } from '../model/advice/explain-exchange';
export type { Edit, Fix, FixResult, Unfixable } from '../model/advice/edits/search-fix';
export type { LoaderName } from '../model/lab/loaders/loaders';
export type { Outcome } from '../model/standards/outcome';
export type { Prediction } from '../model/standards/predict';
export type { Reason } from '../model/standards/reason';
export { UsageError } from '../runner/failures/usage-error';
