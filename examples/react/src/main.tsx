import {createRoot} from 'react-dom/client';
import {Helpline} from './Helpline';

createRoot(document.getElementById('root')!).render(
  <main>
    <h1>Support</h1>
    <Helpline />
    <p>More about treatment.</p>
  </main>,
);
