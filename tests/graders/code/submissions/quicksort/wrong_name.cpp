// expect: error entry-missing
void my_sort(int q[], int l, int r)
{
    if (l >= r) return;
}
