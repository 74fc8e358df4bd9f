import {
  domains,
  originOf,
  schemes,
  serverNames,
  servers,
  type Ports,
} from '../../model/lab/topology/topology';
import { renderTable } from './tables';

/** Every origin of a lab, with what each server does. */
export function originsTable(ports: Ports): string {
  const rows = serverNames.map((name) => {
    const origins = domains.flatMap((domain) =>
      schemes.map((scheme) => originOf(ports, name, scheme, domain)),
    );
    return [name, servers[name].title, origins.join('\n')];
  });
  return renderTable(['server', 'what it is', 'origins'], [2, 4, 4], rows);
}
