/** Registers `<recovery-tolerance-chart>`. */
import {define} from '../../core/define.js';
import {ToleranceChart} from '../../widgets/tolerance-chart/tolerance-chart.js';

define('recovery-tolerance-chart', ToleranceChart);

declare global {
  interface HTMLElementTagNameMap {
    'recovery-tolerance-chart': ToleranceChart;
  }
}
