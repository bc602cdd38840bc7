import React from 'react';
import words from '!!raw-loader!recovery-widgets/words/en/US/helpline-banner.html';
import {Page} from '../../Page';

export default function Index() {
  return <Page words={words} />;
}
