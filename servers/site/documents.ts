/** A minimal page of the lab. @param head what else stands in its head */
export const documentOf = (title: string, body: string, head = ''): string => `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Earshot lab: ${title}</title><link rel="icon" href="data:,">${head}</head>
<body>${body}</body>
</html>
`;

/**
 * A document that loads audio: nothing but the probe.
 * @param worker the script of a service worker for the page itself, which is to control it before the probe starts
 */
export const probeDocument = (title: string, probeSource: string, worker?: string): string =>
  documentOf(
    title,
    `<script src="${probeSource}"${worker === undefined ? '' : ` data-worker="${worker}"`}></script>`,
  );

/** A document with another one in a frame. @param allow the frame's attribute, absent if it is undefined */
export const framingDocument = (title: string, source: string, allow?: string): string =>
  documentOf(
    title,
    `<iframe title="The page in its frame"${allow === undefined ? '' : ` allow="${allow}"`} src="${source}"></iframe>`,
  );

/** A document with another one in a frame that gives it an opaque origin. */
export const sandboxDocument = (title: string, source: string): string =>
  documentOf(
    title,
    `<iframe title="The page in its sandbox" sandbox="allow-scripts" allow="autoplay" src="${source}"></iframe>`,
  );
