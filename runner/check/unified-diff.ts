import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff';

/** A change of a file, unified. */
export const unifiedDiff = (file: string, before: string, after: string): string =>
  createTwoFilesPatch(file, file, before, after, undefined, undefined, {
    context: 3,
    headerOptions: FILE_HEADERS_ONLY,
  });
