import {fireEvent, waitFor, within} from '@testing-library/dom';
import {expect, test} from 'vitest';
import 'recovery-widgets/define.js';

test('widgets render, and events arrive', async () => {
  document.body.innerHTML = `
    <recovery-helpline-banner region="US" lang="en"></recovery-helpline-banner>
    <recovery-overdose-warning region="US" lang="es"></recovery-overdose-warning>
    <recovery-care-gaps region="US" lang="en"></recovery-care-gaps>
    <recovery-trigger-checklist lang="en"></recovery-trigger-checklist>
    <form><recovery-feedback lang="en" name="helpful" comment required></recovery-feedback></form>`;
  const rootOf = (name) => document.querySelector(`recovery-${name}`).shadowRoot.querySelector('.root');
  for (const name of ['helpline-banner', 'overdose-warning', 'care-gaps', 'trigger-checklist', 'feedback'])
    await waitFor(() => expect(rootOf(name)?.textContent.trim()).toBeTruthy());
  let channel;
  document.addEventListener('recovery-contact', (event) => (channel = event.channel));
  const banner = within(rootOf('helpline-banner'));
  fireEvent.click(banner.getByRole('link', {name: 'Call SAMHSA’s National Helpline, 1-800-662-4357'}));
  expect(channel).toBe('call');
  fireEvent.click(within(rootOf('feedback')).getByRole('radio', {name: 'Yes'}));
  expect(document.querySelector('recovery-feedback').value).toBe('yes');
});
