// The door `earshot/lab`.
export { startLab, type Lab, type LabOptions } from './lab/start-lab';
export type { AdHocPolicy, CdnPolicy, CdnUrl } from './lab/cdn-url';
export type { SeenRequest } from './lab/seen-request';
export type { HeaderLines } from './given/header-lines';
export type { OwnPage } from './lab/page-at';
export type { PageContent } from '../servers/pages/own-page';
export { LabFailure } from '../runner/failures/lab-failure';
export { UsageError } from '../runner/failures/usage-error';
