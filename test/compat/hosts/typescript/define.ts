import 'recovery-widgets/define/faq.js';
import 'recovery-widgets/define/feedback.js';

console.log(document.querySelector('recovery-feedback')?.value.toUpperCase());
console.log(document.querySelector('recovery-faq')?.value);
