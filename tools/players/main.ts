import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { playersPage } from '../../model/advice/players-page';

writeFileSync(join(__dirname, '..', '..', 'docs', 'players.md'), playersPage());
