// The door `earshot`.
export * from './browser';
export { check, type CheckOptions } from './check';
export {
  defineConfig,
  type CheckConfig,
  type CheckEntry,
  type CheckFields,
  type MaySecret,
} from '../runner/check/gate/define-config';
export type * from '../runner/check/check-result';
export { LabFailure } from '../runner/failures/lab-failure';
