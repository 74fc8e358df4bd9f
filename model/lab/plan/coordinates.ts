import type { LoaderName } from '../loaders/loaders';
import type { PageId } from '../topology/pages';
import type { PolicyName } from '../policies';
import type { Relation } from '../topology/relations';

/** The four fields that a scenario is made of. */
export interface Coordinates {
  readonly page: PageId;
  readonly loader: LoaderName;
  readonly relation: Relation;
  readonly policy: PolicyName;
}
