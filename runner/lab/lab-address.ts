import type { Ports } from '../../model/lab/topology/topology';
import type { LabHosts } from './lab-hosts';

/** What a browser must know of the lab it is to reach. */
export interface LabAddress {
  readonly ports: Ports;
  /** SHA-256 of the public key of the lab's leaf certificate, base64. */
  readonly spki: string;
  /** What opens the pages of the lab that are there to be misused. */
  readonly secret: string;
  /** `loopback` where nothing is said. */
  readonly hosts?: LabHosts;
}
