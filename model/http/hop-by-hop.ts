/** Fields of one connection, which end with it (https://www.rfc-editor.org/rfc/rfc9110#section-7.6.1). */
const ofConnection: ReadonlySet<string> = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authentication-info',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** Whether a field goes no further than one connection, and is not stored. @param name of any case */
export const isHopByHop = (name: string): boolean => ofConnection.has(name.toLowerCase());
