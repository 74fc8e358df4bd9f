/**
 * Makes a folder that this user alone can write to, or takes one that is there already. Its parent must be such a folder
 * too, or one in which nobody removes what is another's, such as the temporary folder.
 *
 * @returns the path
 * @throws Error where something else is there, such as a link or another user's folder
 */
export function makePrivateFolder(path: string): string;
