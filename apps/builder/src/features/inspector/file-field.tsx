import { fileSize, UploadProblem, uploadFile } from '@baton/chat-ui';
import type { FileFacts } from '@baton/engine';
import type { FileFieldProps } from '@baton/nodes/editors';
import { Button, FileButton, Group, Input, Progress } from '@mantine/core';
import { IconFile, IconPaperclip } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTemplateSurroundings } from '../../template-field/template-context.tsx';
import classes from './file-field.module.css';

/** A file of the flow: uploaded when it is chosen, so that publishing finds it stored. */
export function FileField({ label, description, value, onChange, path }: FileFieldProps) {
  const { errorAt, readOnly } = useTemplateSurroundings();
  const [progress, setProgress] = useState<number | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const uploading = useRef<AbortController | null>(null);
  // What else was edited while the file was on its way stays.
  const latest = useRef(onChange);
  latest.current = onChange;
  useEffect(() => () => uploading.current?.abort(), []);

  async function upload(file: File | null) {
    if (!file) return;
    const controller = new AbortController();
    uploading.current = controller;
    setProblem(null);
    setProgress(0);
    try {
      const { signal } = controller;
      const stored = await uploadFile('/api/files?for=flow', { file, onProgress: setProgress, signal });
      if (!signal.aborted) latest.current(stored);
    } catch (error) {
      if (!controller.signal.aborted) setProblem(sentenceOf(error));
    } finally {
      if (uploading.current === controller) setProgress(null);
    }
  }

  function cancel() {
    uploading.current?.abort();
    setProgress(null);
  }

  return (
    <Input.Wrapper
      label={label}
      labelElement="div"
      description={description}
      error={problem ?? errorAt(path)}
      errorProps={{ role: 'alert' }}
      data-path={path}
    >
      {progress !== null && (
        <div className={classes.file}>
          <Progress className={classes.progress} value={progress * 100} aria-label="Uploading the file" />
          <Button variant="subtle" size="compact-sm" onClick={cancel}>
            Cancel
          </Button>
        </div>
      )}
      {progress === null && value && <StoredFile file={value} />}
      {progress === null && !readOnly && (
        <Group gap="xs" className={classes.buttons}>
          <FileButton onChange={(file) => void upload(file)}>
            {(props) => (
              <Button
                {...props}
                variant="default"
                size="xs"
                leftSection={<IconPaperclip size={16} stroke={1.75} aria-hidden />}
              >
                {value ? 'Choose another file' : 'Add a picture or file'}
              </Button>
            )}
          </FileButton>
          {value && (
            <Button variant="default" size="xs" onClick={() => onChange(null)}>
              Remove the file
            </Button>
          )}
        </Group>
      )}
    </Input.Wrapper>
  );
}

function StoredFile({ file }: { file: FileFacts }) {
  const url = `/api/files/${file.fileId}`;
  return (
    <div className={classes.file}>
      {file.media === 'image' ? (
        <img className={classes.picture} src={url} alt="" />
      ) : (
        <IconFile size={24} stroke={1.75} aria-hidden />
      )}
      <a className={classes.name} href={url} target="_blank" rel="noreferrer">
        {file.name}
      </a>
      <span className={classes.size}>{fileSize(file.size)}</span>
    </div>
  );
}

function sentenceOf(error: unknown): string {
  return error instanceof UploadProblem ? error.message : 'The file could not be stored. Try again in a moment.';
}
