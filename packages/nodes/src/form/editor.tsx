import { IconForms } from '@tabler/icons-react';
import { formDataSchema } from '../form-definition.ts';
import { FormEditor } from '../form-editor.tsx';
import { defineNodeEditor } from '../node-editor.tsx';
import { definition } from './definition.ts';

export const editor = defineNodeEditor({ definition, schema: formDataSchema, icon: IconForms, Editor: FormEditor });
