import type { NamedPart, NamingPart } from '../../model/lab/topology/stream';

/** What a stream names, absolute or relative to what names it. */
export type PartUrls = Readonly<Record<NamedPart, string>>;

/** How a text of HLS begins that has one segment of a second at most. */
const hlsHead = `#EXTM3U
#EXT-X-VERSION:7
#EXT-X-PLAYLIST-TYPE:VOD
#EXT-X-TARGETDURATION:1
#EXT-X-MEDIA-SEQUENCE:0`;

const inXml = (url: string): string => url.replaceAll('&', '&amp;').replaceAll('"', '&quot;');

/** What names the parts of a stream, as text. */
export const streamTexts: Readonly<Record<NamingPart, (urls: PartUrls) => string>> = {
  /** One encrypted segment (RFC 8216, 4.3), which holds what players would else ask for by EXT-X-MAP: no fourth request. */
  playlist: ({ key, segment }) => `${hlsHead}
#EXT-X-KEY:METHOD=AES-128,URI="${key}"
#EXTINF:1,
${segment}
#EXT-X-ENDLIST
`,
  'open-playlist': ({ init, fragment }) => `${hlsHead}
#EXT-X-MAP:URI="${init}"
#EXTINF:1,
${fragment}
#EXT-X-ENDLIST
`,
  manifest: ({ init, fragment }) => `<?xml version="1.0" encoding="utf-8"?>
<MPD xmlns="urn:mpeg:dash:schema:mpd:2011" profiles="urn:mpeg:dash:profile:isoff-main:2011" type="static" mediaPresentationDuration="PT1S" minBufferTime="PT1S">
  <Period>
    <AdaptationSet contentType="audio" mimeType="audio/mp4" codecs="flac">
      <Representation id="tone" bandwidth="300000" audioSamplingRate="16000">
        <SegmentList duration="1">
          <Initialization sourceURL="${inXml(init)}"/>
          <SegmentURL media="${inXml(fragment)}"/>
        </SegmentList>
      </Representation>
    </AdaptationSet>
  </Period>
</MPD>
`,
};
