/** A project with the package and the frameworks installed, in which fixtures are compiled. */
import {spawnSync} from 'node:child_process';
import {cpSync, existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import ts from 'typescript';
import {root} from '../../../src/tools/project.mjs';
import {packagePath} from '../packages.mjs';

const fixtures = fileURLToPath(new URL('.', import.meta.url));

/** Options of all programs: strict, and all types but those of TypeScript itself are checked too. */
export const STRICT = {
  target: 'ES2022',
  module: 'ESNext',
  moduleResolution: 'bundler',
  lib: ['ES2022', 'DOM', 'DOM.Iterable'],
  types: /** @type {string[]} */ ([]),
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  verbatimModuleSyntax: true,
  skipLibCheck: false,
  skipDefaultLibCheck: true,
  noEmit: true,
};

/** Source files by path: programs of several frameworks share the libraries. @type {Map<string, ts.SourceFile | undefined>} */
const parsed = new Map();

/**
 * Makes a project.
 *
 * @param {Record<string, string>} packages folders to link, by name; those of the library itself are added
 */
export function makeProject(packages) {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'frameworks-')));
  const installed = join(folder, 'node_modules/recovery-widgets');
  const isType = (/** @type {string} */ path) => !/\.(js|json)$/.test(path) || /empty\.js$/.test(path);
  cpSync(join(root, 'dist/npm'), join(installed, 'dist/npm'), {recursive: true, filter: isType});
  cpSync(join(root, 'package.json'), join(installed, 'package.json'));
  const own = Object.fromEntries(
    ['lit', 'lit-html', 'lit-element', '@lit/localize', '@lit/reactive-element', '@types/trusted-types'].map((name) => [
      name,
      join(root, 'node_modules', name),
    ]),
  );
  for (const [name, target] of Object.entries({...own, ...packages})) {
    const link = join(folder, 'node_modules', name);
    mkdirSync(dirname(link), {recursive: true});
    symlinkSync(target, link, 'junction');
  }
  writeFileSync(join(folder, 'package.json'), '{"type": "module"}');

  return {
    folder,
    delete: () => rmSync(folder, {recursive: true, force: true}),

    /** Copies fixtures: a file, or a folder. @param {string} name */
    copy: (name) => cpSync(join(fixtures, name), join(folder, name), {recursive: true}),

    /** @param {string} path @param {unknown} data */
    writeJson: (path, data) => writeFileSync(join(folder, path), JSON.stringify(data)),

    /**
     * Compiles a file, and returns the errors.
     *
     * @param {string} name of a fixture
     * @param {Record<string, unknown>} options of the compiler, as in tsconfig.json
     * @param {string[]} [further] files
     */
    compile(name, options, further = []) {
      const {options: settings, errors} = ts.convertCompilerOptionsFromJson({...STRICT, ...options}, folder);
      if (errors.length) throw new Error(ts.formatDiagnostics(errors, formatHost(folder)));
      const host = ts.createCompilerHost(settings);
      const {getSourceFile} = host;
      host.getSourceFile = (path, ...rest) => {
        if (!parsed.has(path)) parsed.set(path, getSourceFile.call(host, path, ...rest));
        return parsed.get(path);
      };
      const program = ts.createProgram(
        [name, ...further].map((file) => join(folder, file)),
        settings,
        host,
      );
      return ts.formatDiagnostics(ts.getPreEmitDiagnostics(program), formatHost(folder));
    },

    /** Runs a program of a package. @param {string} path @param {string[]} args */
    run(path, ...args) {
      const {stdout, stderr} = spawnSync(process.execPath, [packagePath(path), ...args], {
        cwd: folder,
        encoding: 'utf8',
      });
      return `${stdout}${stderr}`;
    },
  };
}

/** Lists the packages of test/compat to link. @param {string[]} names */
export const compatPackages = (...names) =>
  Object.fromEntries(
    names.map((name) => {
      if (!existsSync(packagePath(name))) throw new Error(`${name} is not in test/compat`);
      return [name, packagePath(name)];
    }),
  );

/** @param {string} folder @returns {ts.FormatDiagnosticsHost} */
const formatHost = (folder) => ({
  getCanonicalFileName: (path) => path,
  getCurrentDirectory: () => folder,
  getNewLine: () => '\n',
});
