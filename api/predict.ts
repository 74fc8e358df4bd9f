import { predict as predictExchange, type Prediction } from '../model/standards/predict';
import { exchangeOf, type Load } from './load';

/**
 * Predicts a load from the standards, without a browser and without a network.
 * @returns the outcome (`readable`, `opaque` or `blocked`), the reason, and the requests on the wire
 * @throws UsageError where the load is malformed: the place, the value and what is wanted
 * @see https://fetch.spec.whatwg.org/#main-fetch
 */
export const predict = (load: Load): Prediction => predictExchange(exchangeOf(load));
