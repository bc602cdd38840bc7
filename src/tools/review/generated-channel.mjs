/** The channel for which src/generated was generated, in a file of its own there. Imports no package: commands read it before any is installed. */
import {existsSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {root} from '../project.mjs';

/** @typedef {'draft'|'reviewed'} Channel */
/** @typedef {Record<string, string[]>} Released BCP 47 tags of the languages besides English, by widget */

/** Path of the file in src/generated that says for which channel it was generated. */
const channelFile = (folder = join(root, 'src/generated')) => join(folder, 'channel.json');

/** Writes for which channel src/generated was generated. @param {Released | undefined} released undefined for the channel `draft` @param {string} [folder] */
export const writeChannel = (released, folder) =>
  writeFileSync(
    channelFile(folder),
    `${JSON.stringify({channel: released ? 'reviewed' : 'draft', ...(released && {released})}, null, 2)}\n`,
  );

/** Reads for which channel src/generated was generated. @returns {{channel: Channel, released?: Released}} */
export const readChannel = () =>
  existsSync(channelFile()) ? JSON.parse(readFileSync(channelFile(), 'utf8')) : {channel: 'draft'};
