// expect: error exited
void quicksort(int q[], int l, int r) { cout << "{\"token\":\"x\",\"end\":true}" << endl; exit(0); }
