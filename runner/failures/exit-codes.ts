/** How a command ends. */
export const exitCodes = {
  asPredicted: 0,
  surprise: 1,
  labFailed: 2,
  interrupted: 130,
  outputClosed: 141,
} as const;
