// The door `earshot`.
export * from './browser';
export { check, type CheckOptions } from './check';
export type * from '../runner/check/check-result';
export { LabFailure } from '../runner/common/lab-failure';
