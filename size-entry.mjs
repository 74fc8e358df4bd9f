import { predict } from './api/dist/browser.js';
globalThis.said = predict(globalThis.asked);
