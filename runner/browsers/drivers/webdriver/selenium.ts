import { LabFailure } from '../../../failures/lab-failure';

/**
 * What speaks WebDriver, loaded when a browser is to be driven by it.
 * @throws LabFailure where it is not installed: who has Earshot as a package chooses to have it
 */
export function selenium(): typeof import('selenium-webdriver') {
  try {
    return require('selenium-webdriver') as typeof import('selenium-webdriver');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'MODULE_NOT_FOUND') throw error;
    throw new LabFailure(
      'Failed to speak WebDriver: the package selenium-webdriver is not installed. Run: npm install --save-dev selenium-webdriver',
      { cause: error },
    );
  }
}
