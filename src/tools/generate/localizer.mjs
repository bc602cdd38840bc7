/** Runs lit-localize in this process, through its classes for programmatic access. */
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {readConfigFileAndWriteSchema} from '@lit/localize-tools/lib/config.js';
import {KnownError} from '@lit/localize-tools/lib/error.js';
import {RuntimeLitLocalizer} from '@lit/localize-tools/lib/modes/runtime.js';
import ts from 'typescript';
import {ContentError} from '../content/read-content.mjs';
import {CONFIG_FILE, xliffFile} from '../locales/languages.mjs';
import {isShippable, readUnits} from '../locales/xliff.mjs';

/** @param {readonly ts.Diagnostic[]} diagnostics */
const formatDiagnostics = (diagnostics) =>
  ts.formatDiagnostics(diagnostics, {
    getCanonicalFileName: (file) => file,
    getCurrentDirectory: () => process.cwd(),
    getNewLine: () => '\n',
  });

/**
 * Extracts messages to XLIFF and builds tables from it. Extraction and build share one TypeScript program.
 *
 * lit-localize rejects a target whose placeholders differ from those of the English text, as those of a stale target may. The
 * build therefore reads shippable targets only, and English for the rest, because lit-localize logs each gap that it fills.
 */
export class Localizer extends RuntimeLitLocalizer {
  #xliff;
  #isBuilding = false;

  /** @param {string} locales path of src/locales @param {string} [xliff] folder with the XLIFF from which tables are built */
  constructor(locales, xliff = locales) {
    const config = readConfigFileAndWriteSchema(join(locales, CONFIG_FILE));
    super(/** @type {ConstructorParameters<typeof RuntimeLitLocalizer>[0]} */ (config));
    this.#xliff = xliff;
    this.#interchange.xliffDir = xliff;
    // Messages are found by the type of `msg` alone: reading TypeScript’s libraries would take a quarter of the time.
    const {filesAndCompilerOptions} = /** @type {any} */ (this);
    filesAndCompilerOptions.options.noLib = true;
  }

  /** @override */
  readTranslationsSync() {
    const {translations} = super.readTranslationsSync();
    if (!this.#isBuilding) return {translations};
    const {messages: english} = this.extractSourceMessages();
    return {
      translations: new Map(
        [...translations].map(([language, messages]) => {
          const units = readUnits(xliffFile(this.#xliff, language)).filter(isShippable);
          const ids = new Set(units.map(({id}) => id));
          return [
            language,
            [...messages.filter(({name}) => ids.has(name)), ...english.filter(({name}) => !ids.has(name))],
          ];
        }),
      ),
    };
  }

  /**
   * Returns XLIFF with the messages in the source. lit-localize writes every file, changed or not, and some messages that are then
   * taken out, so it works in a temporary folder.
   *
   * @param {Map<string, string>} xliff XLIFF in the form that lit-localize reads, by language; none for a new language
   * @returns {Promise<Map<string, string>>} XLIFF of all languages
   * @throws {ContentError} if a message cannot be extracted
   */
  async extract(xliff) {
    const {errors} = this.extractSourceMessages();
    if (errors.length) throw new ContentError([formatDiagnostics(errors)]);
    const folder = mkdtempSync(join(tmpdir(), 'xliff-'));
    try {
      for (const [language, text] of xliff) writeFileSync(xliffFile(folder, language), text);
      this.#interchange.xliffDir = folder;
      await this.#report(() => this.writeInterchangeFiles());
      const read = (/** @type {string} */ language) => readFileSync(xliffFile(folder, language), 'utf8');
      return new Map(this.config.targetLocales.map((language) => [language, read(language)]));
    } finally {
      this.#interchange.xliffDir = this.#xliff;
      rmSync(folder, {recursive: true});
    }
  }

  /**
   * Builds a table per language.
   *
   * @returns {Promise<Map<string, string>>} module by language
   * @throws {ContentError} if the placeholders of a translation differ from those of the English text
   */
  async buildTemplates() {
    this.#isBuilding = true;
    // The cache of the base class, from before the extraction: translations may have moved to other ids since.
    Object.assign(this, {_translations: undefined});
    const {errors} = this.validateTranslations();
    if (errors.length) throw new ContentError(errors);
    const folder = mkdtempSync(join(tmpdir(), 'tables-'));
    try {
      this.config.output.outputDir = folder;
      await this.#report(() => super.build());
      const read = (/** @type {string} */ language) => readFileSync(join(folder, `${language}.ts`), 'utf8');
      return new Map(this.config.targetLocales.map((language) => [language, read(language)]));
    } finally {
      rmSync(folder, {recursive: true});
    }
  }

  /** Settings with the folder that lit-localize reads and writes. @returns {{xliffDir: string}} */
  get #interchange() {
    return /** @type {{xliffDir: string}} */ (this.config.interchange);
  }

  /** Turns errors that lit-localize reports to its users into content errors. @param {() => Promise<void>} run */
  async #report(run) {
    try {
      await run();
    } catch (error) {
      throw error instanceof KnownError ? new ContentError([error.message]) : error;
    }
  }
}
