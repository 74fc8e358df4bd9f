import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { messagesPage } from '../../model/advice/messages-page';

writeFileSync(join(__dirname, '..', '..', 'docs', 'console-messages.md'), messagesPage());
