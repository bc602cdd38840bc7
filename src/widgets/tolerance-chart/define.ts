/** Registers `<recovery-tolerance-chart>`. */
import {define} from '../../core/registry.js';
import {ToleranceChart} from './tolerance-chart.js';

define('recovery-tolerance-chart', ToleranceChart);

declare global {
  interface HTMLElementTagNameMap {
    'recovery-tolerance-chart': ToleranceChart;
  }
}
