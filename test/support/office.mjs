/** Fills in packets in LibreOffice, as a person at its window does, by a macro. */
import {spawnSync} from 'node:child_process';
import {existsSync, mkdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {pathToFileURL} from 'node:url';
import {findProgram} from '../../src/tools/browser.mjs';

/** Path of LibreOffice; empty if it is not installed. */
const office = findProgram('soffice', 'libreoffice') ?? '';

/** Why there is no LibreOffice here. */
export const missing = office ? false : 'LibreOffice (Debian: libreoffice-writer-nogui) is not installed';

/** Procedures of the macro: `Fill` writes into a column of all rows that have some words, `Tick` ticks their boxes. */
const PROCEDURES = `
Function PropertyOf(name, value)
  Dim one As New com.sun.star.beans.PropertyValue
  one.Name = name
  one.Value = value
  PropertyOf = one
End Function
Function Places(doc, words)
  search = doc.createSearchDescriptor()
  search.SearchString = words
  search.SearchCaseSensitive = True
  found = doc.findAll(search)
  If found.Count = 0 Then found.getByIndex(0)
  Places = found
End Function
Function CellIn(place, column)
  CellIn = place.TextTable.getCellByName(column & Mid(place.Cell.CellName, 2))
End Function
Sub Fill(doc, words, column, text)
  all = Places(doc, words)
  For at = 0 To all.Count - 1
    If Not IsEmpty(all.getByIndex(at).TextTable) Then CellIn(all.getByIndex(at), column).String = text
  Next
End Sub
Sub Tick(doc, words)
  parts = CellIn(Places(doc, words).getByIndex(0), "A").createEnumeration().nextElement().createEnumeration()
  Do While parts.hasMoreElements()
    part = parts.nextElement()
    If part.TextPortionType = "ContentControl" Then part.ContentControl.Checked = True
  Loop
End Sub
Sub Remark(doc, words, text)
  place = Places(doc, words).getByIndex(0)
  note = doc.createInstance("com.sun.star.text.textfield.Annotation")
  note.Content = text
  place.Text.insertTextContent(place, note, False)
End Sub`;

/** Has LibreOffice open a document, do some steps and save it, as .docx or .pdf. @param {string} folder for its profile @param {string} from @param {string[]} steps calls of the procedures, such as `Tick doc, "Yes"` @param {string} to */
export function editInOffice(folder, from, steps, to) {
  const library = join(folder, 'office/user/basic/Standard');
  const filter = to.endsWith('.pdf') ? 'writer_pdf_Export' : 'MS Word 2007 XML';
  const text = `Sub Main
  On Error GoTo Leave
  doc = StarDesktop.loadComponentFromURL("${pathToFileURL(from)}", "_blank", 0, Array(PropertyOf("Hidden", True)))
  ${steps.join('\n  ')}
  doc.storeToURL("${pathToFileURL(to)}", Array(PropertyOf("FilterName", "${filter}")))
Leave:
  StarDesktop.terminate()
End Sub${PROCEDURES}`.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  const files = {
    'script.xlb': `<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false" library:passwordprotected="false"><library:element library:name="Steps"/></library:library>`,
    'Steps.xba': `<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Steps" script:language="StarBasic">${text}</script:module>`,
  };
  // The first start of a profile replaces its macros.
  for (let start = 0; start < 2 && !existsSync(to); start++) {
    mkdirSync(library, {recursive: true});
    for (const [name, xml] of Object.entries(files)) writeFileSync(join(library, name), xml);
    const profile = `-env:UserInstallation=${pathToFileURL(join(folder, 'office'))}`;
    const args = ['--headless', '--norestore', profile, 'macro:///Standard.Steps.Main'];
    spawnSync(office, args, {timeout: 120_000});
  }
  if (!existsSync(to)) throw new Error(`LibreOffice has not saved ${to}`);
}
